# Standard errors by the observed information, independently of the library: 40 to 60 digits, the maximum by Newton's method from the values
# that standard_errors.json has, derivatives by central differences of 1e-14 and 1e-10. Writes standard_errors.json anew.
import csv, json
from mpmath import mp, mpf, log, exp, pi, matrix, sqrt, lu_solve, inverse, fac
mp.dps = 60
import os
HERE=os.path.dirname(os.path.abspath(__file__))
D=HERE+'/../../../../src/EmFunctional.Cli/Samples/'
OLD={c['name']:c for c in json.load(open(HERE+'/standard_errors.json'))}
rows=lambda n:[r for r in csv.DictReader(open(D+n+'.csv'))]
h=mpf(10)**-14
def grad(f,u):
    g=[]
    for i in range(len(u)):
        a=list(u);b=list(u);a[i]+=h;b[i]-=h
        g.append((f(a)-f(b))/(2*h))
    return g
def hess(f,u):
    n=len(u);H=matrix(n,n);f0=f(u)
    for i in range(n):
        for j in range(i+1):
            def at(si,sj):
                a=list(u);a[i]+=si*h;a[j]+=sj*h
                return f(a)
            if i==j: H[i,i]=(at(1,0)-2*f0+at(-1,0))/h**2
            else:
                H[i,j]=(at(1,1)-at(1,-1)-at(-1,1)+at(-1,-1))/(4*h*h); H[j,i]=H[i,j]
    return H
def polish(f,u):
    for _ in range(8):
        g=matrix(grad(f,u)); H=hess(f,u); d=lu_solve(H,-g); u=[u[i]+d[i] for i in range(len(u))]
        if max(abs(x) for x in d)<mpf(10)**-22: break
    return u
def errors(f,theta,u):
    u=polish(f,u); V=inverse(-hess(f,u)); th=theta(u)
    J=[]
    for j in range(len(u)):
        a=list(u);b=list(u);a[j]+=h;b[j]-=h
        ta,tb=theta(a),theta(b); J.append([(x-y)/(2*h) for x,y in zip(ta,tb)])
    se=[]
    for k in range(len(th)):
        v=sum(J[i][k]*V[i,j]*J[j][k] for i in range(len(u)) for j in range(len(u)))
        se.append(sqrt(v) if v>mpf(10)**-30 else mpf(0))
    return th,se
def values(name):
    at={}
    for n,v in zip(OLD[name]['names'],OLD[name]['values']):
        parts=n.replace(']','').split('[')
        d=at.setdefault(parts[0],{})
        for i in parts[1:-1]: d=d.setdefault(int(i),{})
        d[int(parts[-1])]=v
    whole=lambda d: [whole(d[i]) for i in sorted(d)] if isinstance(d,dict) else d
    return {k:whole(v) for k,v in at.items()}
def chart(name): return OLD[name]['names']
logit=lambda p: log(p/(1-p))
sig=lambda u: 1/(1+exp(-u))
out=[]
def case(name,names,f,theta,u):
    th,se=errors(f,theta,[mpf(x) for x in u])
    out.append({**OLD[name],'values':[float(x) for x in th],'errors':[float(x) if x>0 else None for x in se]})
    print(name,[mp.nstr(x,12) for x in th],[mp.nstr(x,12) for x in se],flush=True)
phi=lambda x,m,s: exp(-((x-m)/s)**2/2)/(s*sqrt(2*pi))
# coins
p=values('coins')['theta']
fl=[(5,5),(9,1),(8,2),(4,6),(7,3)]
th=lambda u:[sig(u[0]),sig(u[1]),mpf(1)/2,mpf(1)/2]
f=lambda u:sum(log(sum(mpf(1)/2*sig(t)**a*(1-sig(t))**b for t in u)) for a,b in fl)
case('coins',chart('coins'),f,th,[logit(mpf(x)) for x in p])
# poisson
r=[(int(x['deaths']),int(x['days'])) for x in rows('times-deaths')]
p=values('poisson-mixture')
f=lambda u:sum(w*log(sig(u[0])*exp(u[1])**y*exp(-exp(u[1]))+(1-sig(u[0]))*exp(u[2])**y*exp(-exp(u[2]))) for y,w in r)
th=lambda u:dict(zip(['mixingWeight[0]','mixingWeight[1]','rate[0]','rate[1]'],[sig(u[0]),1-sig(u[0]),exp(u[1]),exp(u[2])]))
N=chart('poisson-mixture')
case('poisson-mixture',N,f,lambda u:[th(u)[n] for n in N],[logit(mpf(p['mixingWeight'][0])),log(p['rate'][0]),log(p['rate'][1])])
# normal
x=[mpf(q['waiting']) for q in rows('faithful')]
p=values('normal-mixture');N=chart('normal-mixture')
f=lambda u:sum(log(sig(u[0])*phi(t,u[1],exp(u[3]))+(1-sig(u[0]))*phi(t,u[2],exp(u[4]))) for t in x)
th2=lambda u:dict(zip(['mixingWeight[0]','mixingWeight[1]','mean[0]','mean[1]','standardDeviation[0]','standardDeviation[1]'],[sig(u[0]),1-sig(u[0]),u[1],u[2],exp(u[3]),exp(u[4])]))
case('normal-mixture',N,f,lambda u:[th2(u)[n] for n in N],[logit(mpf(p['mixingWeight'][0])),*p['mean'],*[log(s) for s in p['standardDeviation']]])
# hmm: the first state is 1 (55..), initial fixed at the edge
p=values('hmm');N=chart('hmm')
s0=0 if p['initial'][0]>0.5 else 1
def lh(u):
    a=[[1-sig(u[0]),sig(u[0])],[1-sig(u[1]),sig(u[1])]]
    m=[u[2],u[3]];s=[exp(u[4]),exp(u[5])]
    al=[mpf(0),mpf(0)];al[s0]=phi(x[0],m[s0],s[s0]);L=mpf(0)
    for t in x[1:]:
        z=sum(al);L+=log(z);al=[v/z for v in al]
        al=[sum(al[i]*a[i][j] for i in range(2))*phi(t,m[j],s[j]) for j in range(2)]
    return L+log(sum(al))
th3=lambda u:{'initial[0]':mpf(1-s0),'initial[1]':mpf(s0),'transition[0][0]':1-sig(u[0]),'transition[0][1]':sig(u[0]),'transition[1][0]':1-sig(u[1]),'transition[1][1]':sig(u[1]),'mean[0]':u[2],'mean[1]':u[3],'standardDeviation[0]':exp(u[4]),'standardDeviation[1]':exp(u[5])}
sd=p['standardDeviation']
tr=p['transition']
if min(tr[0][0],tr[1][1],tr[0][1],tr[1][0])>1e-6:
    case('hmm',N,lh,lambda u:[th3(u)[n] for n in N],[logit(mpf(tr[0][1])),logit(mpf(tr[1][1])),*p['mean'],*[log(s) for s in sd]])
else: print('hmm transition at edge',tr)
# regression
p=values('linear regression');N=chart('linear regression')
d=[(mpf(q['petal_length']),mpf(q['petal_width'])) for q in rows('iris')]
f=lambda u:sum(log(sig(u[0])*phi(y,u[1]+u[2]*z,exp(u[5]))+(1-sig(u[0]))*phi(y,u[3]+u[4]*z,exp(u[6]))) for y,z in d)
th4=lambda u:dict(zip(['mixingWeight[0]','mixingWeight[1]','coefficient[0][0]','coefficient[0][1]','coefficient[1][0]','coefficient[1][1]','standardDeviation[0]','standardDeviation[1]'],[sig(u[0]),1-sig(u[0]),u[1],u[2],u[3],u[4],exp(u[5]),exp(u[6])]))
c=p['coefficient']
case('linear regression',N,f,lambda u:[th4(u)[n] for n in N],[logit(mpf(p['mixingWeight'][0])),*c[0],*c[1],*[log(s) for s in p['standardDeviation']]])
# airquality: four columns, holes
p=values('airquality with holes');N=chart('airquality with holes')
R=rows('airquality');keys=list(R[0].keys())
mp.dps=40; h=mpf(10)**-10
data=[[None if q[k] in('','NA','NaN') else mpf(q[k]) for k in keys] for q in R]
pats={}
for q in data:
    o=tuple(i for i in range(4) if q[i] is not None)
    if o: pats.setdefault(o,[]).append([q[i] for i in o])
# sums by pattern make it fast
stat={o:(len(v),[sum(r[i] for r in v) for i in range(len(o))],[[sum(r[i]*r[j] for r in v) for j in range(len(o))] for i in range(len(o))]) for o,v in pats.items()}
def unpack(u):
    m=u[:4];L=matrix(4,4);k=4
    for i in range(4):
        for j in range(i+1):
            L[i,j]=exp(u[k]) if i==j else u[k];k+=1
    return m,L*L.T
def fa(u):
    m,S=unpack(u);t=mpf(0)
    for o,(n,s,q) in stat.items():
        d=len(o);A=matrix(d,d)
        for i in range(d):
            for j in range(d):A[i,j]=S[o[i],o[j]]
        I=inverse(A);det=mp.det(A)
        sc=sum(I[i,j]*(q[i][j]-m[o[i]]*s[j]-s[i]*m[o[j]]+n*m[o[i]]*m[o[j]]) for i in range(d) for j in range(d))
        t+=-n*d*log(2*pi)/2-n*log(det)/2-sc/2
    return t
c=p['covariance'][0];S=matrix(4,4)
for i in range(4):
    for j in range(4):S[i,j]=mpf(c[i][j] if j<len(c[i]) else c[j][i])
Lc=mp.cholesky(S);u=[mpf(v) for v in p['mean'][0]]
for i in range(4):
    for j in range(i+1):u.append(log(Lc[i,j]) if i==j else Lc[i,j])
def tha(u):
    m,S=unpack(u);d={'mixingWeight[0]':mpf(1)}
    for i in range(4):d[f'mean[0][{i}]']=m[i]
    for i in range(4):
        for j in range(4):d[f'covariance[0][{i}][{j}]']=S[i,j]
    return [d[n] for n in N]
case('airquality with holes',N,fa,tha,u)
json.dump(out,open(HERE+'/standard_errors.json','w'),indent=1)
